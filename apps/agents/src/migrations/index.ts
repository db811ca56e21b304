import { CreateBusinesses1765000300000 } from './1765000300000-create-businesses.js';

export const migrations = [CreateBusinesses1765000300000];
