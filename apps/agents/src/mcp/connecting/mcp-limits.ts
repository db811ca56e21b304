/** What a server may send, whatever it wants. */
export const mcpLimits = {
  /** One message, and one answer over HTTP. */
  messageBytes: 4_000_000,
  /** Messages, and lines that are none, between two requests. */
  messages: 1_000,
  garbage: 20,
  tools: 200,
  pages: 20,
  schemaBytes: 32_000,
  descriptionLength: 2_000,
  /** Calls that may wait for a place of one connection. */
  waiting: 64,
  /** A connection that nobody uses is closed. */
  idleMs: 300_000,
  /** A listing, once connected: runs wait for it. */
  listMs: 10_000,
  /** The tools are asked for again after this time. */
  listingMs: 30_000,
};
