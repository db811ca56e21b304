import type { Brief } from '../brief/brief.js';
import type { Content } from './content.js';
import { writeApp } from './write-app.js';
import { writeCalculator } from './write-calculator.js';
import { writeLanding } from './write-landing.js';
import { writeMenu } from './write-menu.js';
import { writePortfolio } from './write-portfolio.js';
import { writePage } from './write-page.js';

/** All words of the site for a request. */
export function writeContent(brief: Brief): Content {
  switch (brief.kind) {
    case 'landing':
      return writeLanding(brief);
    case 'app':
      return writeApp(brief);
    case 'calculator':
      return writeCalculator(brief);
    case 'menu':
      return writeMenu(brief);
    case 'portfolio':
      return writePortfolio(brief);
    case 'other':
      return writePage(brief);
  }
}
