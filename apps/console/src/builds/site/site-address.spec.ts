import { sandboxFor, siteAddress } from './site-address.js';

describe(siteAddress, () => {
  it('takes addresses of pages and nothing that runs', () => {
    expect(siteAddress('http://localhost:3001/sites/sol/')?.pathname).toBe('/sites/sol/');
    for (const url of ['', 'sol', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'])
      expect(siteAddress(url)).toBeUndefined();
  });
});

describe(sandboxFor, () => {
  it('gives a site its origin, and never that of the console', () => {
    const site = new URL('http://localhost:3001/sites/sol/');
    expect(sandboxFor(site, 'http://localhost:3000')).toContain('allow-same-origin');
    expect(sandboxFor(site, 'http://localhost:3001')).not.toContain('allow-same-origin');
  });
});
