// Stage one runs this when the launcher was killed.
import { endLeftovers } from './processes/end-leftovers.ts';

const { PARLEY_HOME } = process.env;
if (PARLEY_HOME) await endLeftovers(PARLEY_HOME);
