import { asian } from './asian.js';
import type { Cuisine } from './dish.js';
import { homely } from './homely.js';
import { italian } from './italian.js';
import { mexican } from './mexican.js';

/** The first whose pattern fits is the one: the last fits everything. */
export const cuisines: readonly Cuisine[] = [italian, mexican, asian, homely];
