import { food } from './food.js';
import { generic } from './generic.js';
import type { Topic } from './topic.js';

const topics: Topic[] = [...food];

/** The trade or subject that a request speaks of; the text is in lower case and without accents. */
export const findTopic = (plain: string): Topic => topics.find(({ pattern }) => pattern.test(plain)) ?? generic;
