import { uuidV7 } from './uuid-v7.js';

describe(uuidV7, () => {
  it('is a version 7 UUID that begins with the time', () => {
    expect(uuidV7(0x0190_1234_5678)).toMatch(/^01901234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('never comes twice', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => uuidV7(1)))).toHaveProperty('size', 10_000);
  });
});
