import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { toAppError } from '#libs/errors';
import type { Tool, ToolSource } from '../tools/tool.js';
import { ToolError } from '../tools/tool-error.js';
import { defineBuildTool } from '../workspace/build-tool.js';
import { SitesService } from './sites.service.js';

/** Puts the workspace on the air. Which site, and whose, the build says, never the model. */
@Injectable()
export class PublishSiteTool implements ToolSource {
  constructor(@Inject(SitesService) private readonly sites: SitesService) {}

  tools(): Tool[] {
    return [
      defineBuildTool({
        name: 'publish_site',
        description: 'Publishes all files of the workspace as a web site and answers its address. It may be repeated.',
        input: z.strictObject({}),
        effect: 'write',
        run: async (_, { scene }) => {
          const { slug, buildId, revision, phoneNumberId, contactId } = scene.place;
          await scene.save();
          const files = scene.workspace.manifest();
          try {
            const { url } = await this.sites.publish({ slug, buildId, revision, files, phoneNumberId, contactId });
            return { content: { url } };
          } catch (thrown) {
            const error = toAppError(thrown);
            if (error.reason !== 'WORKSPACE_REFUSED') throw error;
            throw new ToolError('not_published', `It was not published: ${error.message}.`);
          }
        },
      }),
    ];
  }
}
