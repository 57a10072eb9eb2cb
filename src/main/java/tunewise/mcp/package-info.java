/** The way in for assistants: tools of the Model Context Protocol over the same desk. */
@org.jspecify.annotations.NullMarked
package tunewise.mcp;
