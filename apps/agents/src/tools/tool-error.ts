/** Something that the model should know and can act on, such as an unknown product: no fault of ours. */
export class ToolError extends Error {
  override readonly name = 'ToolError';

  /**
   * @param code stable, snake_case; the message explains it to the model
   * @param extra.said the same for the person, in their language, when no model is there to phrase it
   * @param extra.isNewQuestion what a person confirmed has changed: they are asked again with what holds now
   */
  constructor(
    readonly code: string,
    message: string,
    readonly details: Record<string, unknown> = {},
    readonly extra: { said?: string; isNewQuestion?: boolean } = {},
  ) {
    super(message);
  }
}
