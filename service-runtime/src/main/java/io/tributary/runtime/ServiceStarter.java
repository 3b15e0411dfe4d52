package io.tributary.runtime;

import io.tributary.runtime.config.Settings;

/** Starts a service; closing what it returns stops the service, having lost nothing. */
@FunctionalInterface
public interface ServiceStarter {
  AutoCloseable start(Settings settings, ServiceContext context) throws Exception;
}
