import { readSiteAddress } from './read-site-address.js';

const HASH = 'a'.repeat(64);

describe(readSiteAddress.name, () => {
  it.each([
    ['/sites/sol', { kind: 'bare', slug: 'sol' }],
    ['/sites/sol/', { kind: 'file', slug: 'sol', path: '' }],
    ['/sites/sol/?from=chat#top', { kind: 'file', slug: 'sol', path: '' }],
    ['/sites/sol/img/pan%20dulce.jpg', { kind: 'file', slug: 'sol', path: 'img/pan dulce.jpg' }],
    ['/sites/sol/men%C3%BA/', { kind: 'file', slug: 'sol', path: 'menú/' }],
    ['/sites/sol/..hidden', { kind: 'file', slug: 'sol', path: '..hidden' }],
    [`/previews/${HASH}.png`, { kind: 'preview', sha256: HASH }],
    [`/previews/${HASH}.jpg`, { kind: 'preview', sha256: HASH }],
  ])('reads %s', (target, address) => {
    expect(readSiteAddress(target)).toEqual(address);
  });

  it.each([
    '/',
    '/sites',
    '/sites/',
    '/sites/s',
    '/sites/Sol/',
    '/sites/-sol/',
    `/sites/${'s'.repeat(64)}/`,
    '/sites/sol/../other/index.html',
    '/sites/sol/%2e%2e/other/index.html',
    '/sites/sol/.%2E/x',
    '/sites/sol/./x',
    '/sites/sol/%252e%252e/x',
    '/sites/sol/a%2fb',
    '/sites/sol/a%5Cb',
    String.raw`/sites/sol/..\..\etc\passwd`,
    '/sites/sol/index.html%00.png',
    '/sites/sol/a%0d%0aset-cookie:x',
    '/sites/sol/%c0%ae%c0%ae/x',
    '/sites/sol/%e0%80%ae/x',
    '/sites/sol/%zz',
    '/sites/sol//etc/passwd',
    '//sites/sol/',
    'http://sites/sol/',
    '*',
    '',
    `/sites/sol/${'x'.repeat(1_024)}`,
    '/previews/../x.png',
    `/previews/${HASH}`,
    `/previews/${HASH}.svg`,
    `/previews/${HASH}.png/x`,
    `/previews/${'A'.repeat(64)}.png`,
    `/console/`,
    '/sites/__proto__/x',
  ])('refuses %j', (target) => {
    expect(readSiteAddress(target)).toBeUndefined();
  });
});
