import { TurnEntity } from './operations/turn.entity.js';

export const entities = [TurnEntity];
