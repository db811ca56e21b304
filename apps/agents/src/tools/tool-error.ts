/** Something that the model should know and can act on, such as an unknown product: no fault of ours. */
export class ToolError extends Error {
  override readonly name = 'ToolError';

  /** @param code stable, snake_case; the message explains it to the model */
  constructor(
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}
