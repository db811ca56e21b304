import { describe, expect, it } from '@jest/globals';
import { findLink } from './find-link.js';

describe(findLink, () => {
  it.each([
    ['https://a.example/b?c=d#e', 'https://a.example/b?c=d#e'],
    ['https://a.example.', 'https://a.example/'],
    ['https://a.example/wiki/X_(y)', 'https://a.example/wiki/X_(y)'],
    ['https://a.example/b), then', 'https://a.example/b'],
    ['www.a.example/b', 'https://www.a.example/b'],
    ['http://127.0.0.1:3000/sites/x/', 'http://127.0.0.1:3000/sites/x/'],
    ['ana@mail.example', 'mailto:ana@mail.example'],
  ])('finds %s', (text, href) => {
    expect(findLink(text, 0)?.href).toBe(href);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
    'a@b',
    'word',
    'https://exa mple',
  ])('never makes a link to anything else out of %s', (text) => {
    const href = findLink(text, 0)?.href;
    expect(href === undefined || /^https?:\/\/exa\/$/u.test(href)).toBe(true);
  });
});
