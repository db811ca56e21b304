import { care } from './care.js';
import { food } from './food.js';
import { generic } from './generic.js';
import { occasions } from './occasions.js';
import { services } from './services.js';
import { shops } from './shops.js';
import type { Topic } from './topic.js';

/** The first that fits: trades with words of their own before those whose words are in everything. */
const topics: Topic[] = [...food, ...care, ...occasions, ...shops, ...services];

/** The trade or subject that a request speaks of; the text is in lower case and without accents. */
export const findTopic = (plain: string): Topic => topics.find(({ pattern }) => pattern.test(plain)) ?? generic;
