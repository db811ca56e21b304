import { applyTheme } from './frame/theme.js';

applyTheme(); // before the first paint, so that a dark room stays dark
