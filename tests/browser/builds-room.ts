import type { Locator, Page } from 'playwright-core';
import { BuildService } from '#libs/contracts';
import { freePort } from '#libs/testing';
import { StubArtifacts } from '../../apps/gateway/src/sites/sites.stage.js';
import { GatewayUnderTest, openGatewayDatabase } from '../contract/gateway/gateway-under-test.js';
import { StubBuilds } from '../contract/gateway/stub-builds.js';
import { setBuildScene } from './build-scene.js';
import { ConsoleDesk, type Pages } from './console-desk.js';
import { setScene } from './console-scene.js';
import { siteFiles } from './site-files.js';
import { StubConversations } from './stub-conversations.js';

const TOKEN = 'token-of-the-operators';

/** A real gateway with its sites, behind it builds that a spec decides, and before it an operator at their desk. */
export class BuildsRoom {
  private constructor(
    readonly desk: ConsoleDesk,
    readonly gatewayUrl: string,
    readonly siteUrl: string,
    readonly builds: StubBuilds,
    private readonly set: () => void,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<BuildsRoom> {
    const [conversations, builds, artifacts] = [new StubConversations(), new StubBuilds(), new StubArtifacts()];
    const database = await openGatewayDatabase();
    const sites = `http://127.0.0.1:${await freePort()}`; // of the console's own host: a foreign one may have no storage in a frame
    builds.nextPageToken = '';
    const gateway = await GatewayUnderTest.start({
      ...(await conversations.start({ service: BuildService, handlers: builds.handlers() })),
      AGENTS_URL: await artifacts.start(),
      SITES_PORT: new URL(sites).port,
      SITES_URL: sites,
      DATABASE_URL: database.url,
      CONSOLE_TOKEN: TOKEN,
    });
    const desk = await ConsoleDesk.open(gateway.url, TOKEN);
    const siteUrl = `${sites}/sites/sol/`;
    artifacts.publish('sol', siteFiles('#7a3d0c'));
    const page = await desk.newPage({ viewport: { width: 900, height: 900 } });
    await page.goto(siteUrl);
    const screenshot = artifacts.add(await page.screenshot());
    await desk.closePages();
    const set = (): void => {
      conversations.reset();
      builds.reset();
      setScene(conversations);
      setBuildScene({ builds, artifacts, siteUrl, screenshot });
    };
    const close = async (): Promise<void> => {
      await desk.close();
      await gateway.stop();
      await conversations.stop();
      await artifacts.stop();
      await database.close();
    };
    return new BuildsRoom(desk, gateway.url, siteUrl, builds, set, close);
  }

  /** Everything as it was at first. */
  reset(): void {
    this.set();
  }

  async build(id: string, options: Pages = {}): Promise<Page> {
    const page = await this.desk.signIn(options, `#/b/${id}`);
    await page.getByTestId('build').waitFor();
    return page;
  }

  async list(options: Pages = {}): Promise<Page> {
    const page = await this.desk.signIn(options, '#/b/');
    await row(page, 'b-sol').waitFor();
    return page;
  }

  /** What the pages asked the orchestrator to do. */
  asked(rpc: string): Record<string, unknown>[] {
    return this.builds.calls.filter((call) => call.rpc === rpc).map(({ request }) => request);
  }

  /** As the orchestrator tells that one phase changed. */
  change(id: string, name: string, more: Partial<Parameters<StubBuilds['lay']>[2][number]>): void {
    const build = this.builds.builds.get(id)!;
    const phase = this.builds.phases.get(`${id} ${build.revision}`)!.find((one) => one.name === name)!;
    Object.assign(phase, more);
    this.builds.tell({ build, phases: [phase] });
  }
}

export const row = (page: Page, id: string): Locator => page.locator(`[data-testid=build-row][data-id=${id}]`);

/** Of a phase in the graph, in the first or second revision. */
export const node = (page: Page, name: string): Locator =>
  page.locator([1, 2].map((revision) => `.react-flow__node[data-id="${name}-${revision}"]`).join());

export const tab = (page: Page, name: string): Locator => page.getByRole('tab', { name });
