/** Now; specs give another one. */
export type Clock = () => Date;

export const CLOCK = Symbol('clock');
