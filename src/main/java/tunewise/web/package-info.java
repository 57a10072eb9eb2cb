/** The service on its port: who may come in, and which room answers a path. Uses the rooms below it. */
@NullMarked
package tunewise.web;

import org.jspecify.annotations.NullMarked;
