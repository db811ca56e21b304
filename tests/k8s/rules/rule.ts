import type { Rendered } from '../rendered.ts';

/** One line of the list of what manifests must hold. */
export interface Rule {
  line: number;
  says: string;
  /** What is wrong, one sentence each; empty when nothing is. Written so that a missing value is wrong. */
  check(rendered: Rendered): string[];
  /** Makes of sound objects some that this rule must refuse. */
  spoil(rendered: Rendered): void;
}

/** The names of the objects for which the claim is false. */
export const unless = <T extends { kind: string; metadata: { name: string } }>(
  objects: T[],
  claim: (object: T) => boolean,
): string[] => objects.filter((object) => !claim(object)).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
