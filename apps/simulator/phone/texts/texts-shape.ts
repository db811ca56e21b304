import type { en } from './en.js';

/** English sets the shape; words and lists may differ, parameters may not. */
type Shape<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => string
    ? (...parameters: P) => string
    : { [Key in keyof T]: Shape<T[Key]> };

export type Texts = Shape<typeof en>;
