package io.tributary.standalone.demo;

/** How it stands with a prospect at the end of the span. */
enum Standing {
  LEAD,
  OPPORTUNITY,
  CUSTOMER,
  CHURNED
}
