export class Progress {
  readonly out: NodeJS.WriteStream;
  /** Whether lines can be drawn again. */
  readonly live: boolean;
  readonly coloured: boolean;
  constructor(out?: NodeJS.WriteStream);
  step<T>(label: string, work: () => Promise<T>, describe?: (result: T) => string): Promise<T>;
  say(text: string): void;
  note(text: string): void;
  readonly paint: (colour: number, text: string) => string;
}
