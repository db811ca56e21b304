import { CreateBusinesses1765000300000 } from './1765000300000-create-businesses.js';
import { CreateTickets1765000500000 } from './1765000500000-create-tickets.js';

export const migrations = [CreateBusinesses1765000300000, CreateTickets1765000500000];
