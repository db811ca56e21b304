import type { Page } from 'playwright-core';
import type { CheckProblem } from '../check-report.ts';

interface Measures {
  elements: number;
  width: number;
  contentWidth: number;
  wide: string[];
  text: number;
}

/** Runs in the page. */
const MEASURE = `(() => {
  const root = document.documentElement;
  const width = root.clientWidth;
  const all = document.querySelectorAll('body *');
  const contentWidth = Math.max(root.scrollWidth, document.body ? document.body.scrollWidth : 0);
  const nameOf = (element) => element.localName + (element.id ? '#' + element.id : '') + [...element.classList].slice(0, 2).map((name) => '.' + name).join('');
  const wide = [];
  if (contentWidth > width + 1)
    for (const element of [...all].slice(0, 5000)) {
      if (wide.length === 3) break;
      if (element.getBoundingClientRect().right > width + 1) wide.push(nameOf(element).slice(0, 80));
    }
  const text = document.body ? document.body.innerText.trim().length : 0;
  return { elements: all.length, width, contentWidth, wide, text };
})()`;

const mostElements = 5_000;

export interface Layout {
  problems: Omit<CheckProblem, 'path'>[];
  elements: number;
}

/** Whether the page fits the width of a phone, shows anything, and how many elements it has once its scripts ran. */
export async function measureLayout(page: Page): Promise<Layout> {
  const { elements, width, contentWidth, wide, text } = await page.evaluate<Measures>(MEASURE);
  const problems: Layout['problems'] = [];
  if (contentWidth > width + 1)
    problems.push({
      check: 'layout',
      severity: 'medium',
      what: `On a phone of ${width} px the page is ${contentWidth} px wide; too wide: ${wide.join(', ') || 'its body'}.`,
    });
  if (text === 0 && elements < 3) problems.push({ check: 'layout', severity: 'high', what: 'The page shows nothing.' });
  if (elements > mostElements)
    problems.push({
      check: 'size',
      severity: 'medium',
      what: `The page has ${elements} elements when it runs, more than ${mostElements}.`,
    });
  return { problems, elements };
}
