import type { CheckReport } from '../checks/check-report.js';
import { BuildingStage, submit, write } from '../building/building.stage.js';

const verdict = { passed: false, score: 40, defects: [], summary: 'Un script ajeno.' };
const page =
  '<!doctype html><html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sol</title>' +
  '<script src="https://mine.example.com/coin.js"></script></head><body><main><h1>Sol</h1></main></body></html>';

describe('checking the site of a build over gRPC', () => {
  const stage = new BuildingStage();
  const check = { name: 'check_site', input: {} };

  beforeAll(async () => {
    await stage.prepare();
    await stage.start();
  });
  afterAll(async () => {
    await stage.stop();
    await stage.drop();
  });

  it('gives the tester a report on the files, and the build a picture of them when there is a browser', async () => {
    stage.script([write('index.html', page)], [submit({ summary: 'Listo.', files: ['index.html'] })]);
    const { result } = await stage.play('frontend');
    stage.script([check], [submit(verdict)]);
    const tested = await stage.play('qa', { files: result!.files, writes: [] }, { timeoutMs: 90_000 });
    expect(tested.output).toEqual(verdict);
    const report = JSON.parse(stage.answers(1)[0]!.content) as CheckReport;
    expect(report.passed).toBe(false);
    expect(report.problems).toContainEqual(expect.objectContaining({ check: 'foreign-origin', path: 'index.html' }));
    expect(report).not.toHaveProperty('screenshot'); // a model reads no bytes
    const { screenshot } = tested.result!;
    const hasBrowser = !report.notes.join().includes('no Chromium');
    expect(Boolean(screenshot)).toBe(hasBrowser);
    const { blobs } = await stage.artifacts.call('readBlobs', { sha256: screenshot ? [screenshot] : [] });
    expect(blobs.map(({ data }) => data.length > 500)).toEqual(hasBrowser ? [true] : []);
  }, 120_000);

  it('is not left out by a tester who says that all is well', async () => {
    stage.script([submit({ ...verdict, passed: true })], [check], [submit(verdict)]);
    const { tools } = await stage.play('qa', { writes: [] }, { timeoutMs: 90_000 });
    expect(tools).toEqual(['submit_result denied', 'check_site ok', 'submit_result ok']);
  }, 120_000);
});
