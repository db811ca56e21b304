export type Path = readonly (string | number)[];

/** Something that is wrong with a definition, at a place in it. */
export interface Problem {
  path: Path;
  message: string;
  /** The words within the value that are meant. */
  words?: string;
  /** The name of the field is meant, not its value. */
  isField?: boolean;
}

/** The same at a place in a file; line and column count from 1. */
export interface FileProblem {
  file: string;
  line: number;
  column: number;
  message: string;
}

/** As compilers print it, so that terminals and editors make a link of it. */
export const formatProblem = ({ file, line, column, message }: FileProblem): string =>
  `${file}:${line}:${column}: error: ${message}`;
