import { Contact, InboundMessage } from '#libs/contracts';
import { Pseudonyms } from './pseudonyms.js';

describe(Pseudonyms.name, () => {
  const message = (contact: Partial<Contact>, id = 'wamid.HBgNNTUxMTk5MDAwMDAwMRUCABIYFjNF') =>
    InboundMessage.create({ id, contact: Contact.create({ phoneNumberId: '1', ...contact }) });
  const pseudonyms = new Pseudonyms('secret');

  it('names a person the same in every process, and differently for every number, person and secret', () => {
    const ana = pseudonyms.personOf(message({ waId: '5511990000001' }));
    expect(new Pseudonyms('secret').personOf(message({ waId: '5511990000001' }))).toBe(ana);
    expect(new Pseudonyms('other').personOf(message({ waId: '5511990000001' }))).not.toBe(ana);
    expect(pseudonyms.personOf(message({ waId: '5511990000002' }))).not.toBe(ana);
    expect(pseudonyms.personOf(message({ waId: '5511990000001', phoneNumberId: '2' }))).not.toBe(ana);
  });

  it('prefers the id that stays when the number is hidden', () => {
    expect(pseudonyms.personOf(message({ waId: '5511990000001', bsuid: 'BR.1' }))).toBe(
      pseudonyms.personOf(message({ bsuid: 'BR.1' })),
    );
  });

  it('shows nothing of a number or an id', () => {
    const shown = `${pseudonyms.personOf(message({ waId: '5511990000001' }))} ${pseudonyms.messageOf(message({}))}`;
    expect(shown).toMatch(/^[\w-]{22} [\w-]{16}$/);
    expect(shown).not.toContain('5511990000001');
  });
});
