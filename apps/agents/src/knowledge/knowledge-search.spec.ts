import { join } from 'node:path';
import { type Database, migrate, openDatabase } from '#libs/database';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { readFolder } from '../importing/read-folder.js';
import { writeFolder } from '../importing/write-folder.js';
import { migrations } from '../migrations/index.js';
import type { Language } from '../tools/tool.js';
import { KnowledgeSearch } from './knowledge-search.js';

describe(KnowledgeSearch.name, () => {
  let store: TestDatabase;
  let database: Database;
  let search: KnowledgeSearch;
  let businessId: string;
  const find = (text: string, language: Language = 'es') => search.find({ businessId, text, language });

  beforeAll(async () => {
    store = await createTestDatabase('agents');
    await migrate({ url: store.url, entities: [], migrations });
    database = await openDatabase({ url: store.url, poolSize: 4, entities: [], migrations });
    await writeFolder(database, await readFolder(join(import.meta.dirname, '../../businesses/panaderia-la-espiga')));
    const [row] = await database.query<{ id: string }>({ name: 'spec-id', text: 'SELECT id FROM businesses' });
    businessId = row!.id;
    search = new KnowledgeSearch(database);
  });
  afterAll(async () => {
    await database.close();
    await store.drop();
  });

  it.each<[string, Language, string, string]>([
    ['¿El pan sin gluten es apto para celíacos?', 'es', 'alergenos.es.md', 'Pan sin gluten'],
    ['hola! quería saber qué productos veganos tienen', 'es', 'alergenos.es.md', 'Productos veganos'],
    ['con cuanta antelacion se encarga una tarta', 'es', 'encargos.es.md', 'Tartas por encargo'],
    ['cuánto cuesta el taller de pan', 'es', 'talleres.es.md', 'Taller de pan'],
    ['¿puedo congelar la hogaza en rebanadas?', 'es', 'conservacion.es.md', 'El pan de masa madre'],
    ['tarjeta regalo', 'es', 'talleres.es.md', 'Tarjetas regalo'],
    ['Which products contain nuts?', 'en', 'allergens.en.md', 'Nuts'],
    ['do you have a bread workshop?', 'en', 'orders.en.md', 'Bread workshop and gift cards'],
    ['is a deposit needed for big orders', 'en', 'orders.en.md', 'Deposit and pick-up'],
    ['Quais produtos são veganos?', 'pt', 'alergenos.pt.md', 'Produtos veganos'],
    ['vocês escrevem texto no bolo?', 'pt', 'encomendas.pt.md', 'Texto e velas'],
    ['quanto custa o curso de pão', 'pt', 'encomendas.pt.md', 'Curso de pão e vales-presente'],
  ])('answers "%s" (%s) with %s › %s', async (question, language, document, heading) => {
    const [best] = await find(question, language);
    expect(best).toMatchObject({ document, language, heading: expect.stringContaining(heading) as string });
    expect(best!.score).toBeGreaterThan(0.45);
  });

  it.each<[string, Language, string]>([
    ['tarjetas de regallo', 'es', 'talleres.es.md'],
    ['productos beganos', 'es', 'alergenos.es.md'],
    ['glutten free breads', 'en', 'allergens.en.md'],
    ['worksop', 'en', 'orders.en.md'],
    ['sem gluten celiacas', 'pt', 'alergenos.pt.md'],
  ])('understands the typos of "%s"', async (question, language, document) => {
    const [best] = await find(question, language);
    expect(best).toMatchObject({ document });
  });

  it.each<[string, Language]>([
    ['¿venden paraguas de colores?', 'es'],
    ['¿me arreglas la lavadora?', 'es'],
    ['who won the football match', 'en'],
    ['do you rent bicycles to tourists', 'en'],
    ['vocês consertam celulares?', 'pt'],
    ['hola, buenos días', 'es'],
    ['', 'es'],
    ["'); DROP TABLE knowledge_passages; --", 'es'],
    ['😀😀😀', 'en'],
    ['& | ! ( <->', 'en'],
  ])('finds nothing for "%s"', async (question, language) => {
    await expect(find(question, language)).resolves.toEqual([]);
  });

  it('answers from another language when the own one has nothing', async () => {
    const [best] = await find('roscón de reyes', 'en');
    expect(best).toMatchObject({ document: 'encargos.es.md', language: 'es' });
  });

  it('finds nothing for a business that does not exist', async () => {
    await expect(
      search.find({ businessId: '00000000-0000-0000-0000-000000000000', text: 'pan sin gluten', language: 'es' }),
    ).resolves.toEqual([]);
  });

  it('takes a question of 100,000 characters', async () => {
    await expect(find('gluten '.repeat(15_000))).resolves.not.toEqual([]);
  });
});
