import { createContext, useContext } from 'react';
import type { Line } from '../wire/follow-line.js';

export const LineContext = createContext<Line>('connecting');

export const useLine = (): Line => useContext(LineContext);
