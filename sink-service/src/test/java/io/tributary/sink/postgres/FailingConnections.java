package io.tributary.sink.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections that are cut at one step of a transaction: before the statement of that number, in
 * place of the commit, or just after it.
 */
final class FailingConnections {
  private static final Set<String> STEPS = Set.of("execute", "executeUpdate", "executeQuery");

  private final AtomicInteger steps = new AtomicInteger();
  private final int failAt;
  private final PGSimpleDataSource real;

  FailingConnections(PGSimpleDataSource real, int failAt) {
    this.real = real;
    this.failAt = failAt;
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Connection connection = real.getConnection();
          connection.setAutoCommit(false);
          return connection(connection);
        });
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("commit")) {
            step(connection);
            connection.commit();
            step(connection);
            return null;
          }
          if (method.getName().equals("unwrap")) {
            // A copy is a step of its own.
            step(connection);
            return connection.unwrap(PGConnection.class);
          }
          Object result = method.invoke(connection, arguments);
          return result instanceof Statement statement
              ? statement(connection, statement, method.getReturnType())
              : result;
        });
  }

  private Object statement(Connection connection, Statement statement, Class<?> type) {
    return proxy(
        type,
        (method, arguments) -> {
          if (STEPS.contains(method.getName())) {
            step(connection);
          }
          return method.invoke(statement, arguments);
        });
  }

  private void step(Connection connection) throws SQLException {
    if (steps.incrementAndGet() == failAt) {
      connection.abort(Runnable::run);
      throw new SQLException("the connection was cut at step " + failAt, "08006");
    }
  }

  private interface Call {
    Object on(java.lang.reflect.Method method, Object[] arguments)
        throws SQLException, ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.on(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
