import type { Page } from 'playwright-core';
import type { CheckProblem } from '../check-report.ts';
import { SITE_BASE } from '../site-address.ts';

type Found = Omit<CheckProblem, 'path'>;

/** What a page is heard of at most: the hundredth complaint says nothing new. */
const mostComplaints = 20;

/** Collects what goes wrong while a page runs: complaints of the console, exceptions, dialogs, breaches of the policy. */
export function watchPage(page: Page, report: (problem: Found) => void): void {
  let heard = 0;
  const hear = (problem: Found) => {
    heard += 1;
    if (heard <= mostComplaints) report(problem);
  };
  page.on('pageerror', ({ message }) =>
    hear(isBreach(message) ? toBreach(message) : { check: 'console', severity: 'high', what: `Uncaught: ${message}` }),
  );
  page.on('console', (message) => {
    const text = message.text();
    if (isBreach(text)) hear(toBreach(text));
    else if (message.type() === 'error' && !text.startsWith('Note that '))
      hear({ check: 'console', severity: 'medium', what: `Error in the console: ${text}` });
  });
  page.on('dialog', (dialog) => {
    hear({ check: 'console', severity: 'medium', what: `A dialog (${dialog.type()}) opens by itself.` });
    void dialog.dismiss().catch(() => undefined); // the page may be gone
  });
  page.on('crash', () =>
    hear({ check: 'console', severity: 'high', what: 'The page crashed, as when memory runs out.' }),
  );
  page.on('popup', (popup) => {
    hear({ check: 'console', severity: 'medium', what: 'A window opens by itself.' });
    void popup.close().catch(() => undefined);
  });
}

const isBreach = (text: string): boolean => text.includes('Content Security Policy');

function toBreach(text: string): Found {
  const foreign = /'((?:https?|wss?):\/\/[^']+)'/.exec(text)?.[1];
  if (foreign && !foreign.startsWith(SITE_BASE))
    return {
      check: 'foreign-origin',
      severity: 'high',
      what: `Something from elsewhere was stopped: ${foreign.slice(0, 120)}`,
    };
  if (/inline style/i.test(text))
    return { check: 'css', severity: 'medium', what: 'Styles inside the page are not applied: use classes in a file.' };
  if (/inline|event handler/i.test(text))
    return { check: 'javascript', severity: 'high', what: 'A script inside the page does not run: move it to a file.' };
  return { check: 'javascript', severity: 'high', what: `The policy of published sites refuses this: ${text}` };
}
