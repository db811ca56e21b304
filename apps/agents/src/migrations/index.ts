import { CreateBusinesses1765000300000 } from './1765000300000-create-businesses.js';
import { IndexSearchByBusiness1765000300001 } from './1765000300001-index-search-by-business.js';
import { CreateConfirmations1765000400000 } from './1765000400000-create-confirmations.js';
import { CreateOrders1765000400001 } from './1765000400001-create-orders.js';
import { CreateTickets1765000500000 } from './1765000500000-create-tickets.js';
import { AnswerTickets1765000500001 } from './1765000500001-answer-tickets.js';
import { CreateArtifacts1765002200000 } from './1765002200000-create-artifacts.js';
import { CreateMcp1765002300000 } from './1765002300000-create-mcp.js';
import { RememberWhoIsErased1765002600000 } from './1765002600000-remember-who-is-erased.js';
import { CountImports1765003400000 } from './1765003400000-count-imports.js';

export const migrations = [
  CreateBusinesses1765000300000,
  CreateConfirmations1765000400000,
  CreateOrders1765000400001,
  CreateTickets1765000500000,
  IndexSearchByBusiness1765000300001,
  AnswerTickets1765000500001,
  CreateArtifacts1765002200000,
  CreateMcp1765002300000,
  RememberWhoIsErased1765002600000,
  CountImports1765003400000,
];
