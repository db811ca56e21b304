import { All, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Business, Businesses } from '../business.js';
import { MediaLinks } from '../media/media-links.service.js';
import { MediaRepository } from '../media/media.repository.js';
import { AutomationService } from './automation.service.js';
import type { GraphResult } from './door/graph-call.js';
import { GraphDoor } from './door/graph-door.service.js';
import { GraphError, objectMissing } from './door/graph-error.js';
import { GRAPH_PATH } from './graph-path.js';
import { pickFields } from './pick-fields.js';

interface ReadQuery {
  fields?: string;
  phone_number_id?: string;
}

/** Objects by id: the business number and its menu, and uploaded or received files. */
@Controller(GRAPH_PATH)
export class ObjectsController {
  constructor(
    private readonly businesses: Businesses,
    private readonly door: GraphDoor,
    private readonly media: MediaRepository,
    private readonly links: MediaLinks,
    private readonly automation: AutomationService,
  ) {}

  @Get(':id')
  read(
    @Param('id') id: string,
    @Query() query: ReadQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    return this.door.serve({ endpoint: 'media', request, reply }, () => {
      const business = this.businesses.find(id);
      if (business) return pickFields(this.number(business), query.fields);
      return this.file(id, query, `${request.protocol}://${request.host}`);
    });
  }

  @Delete(':id')
  remove(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    return this.door.serve({ endpoint: 'media-delete', request, reply }, () => {
      if (!this.media.find(id)) return objectMissing(id, 'DELETE');
      this.media.remove(id);
      return { success: true };
    });
  }

  @Post(':id/conversational_automation')
  @HttpCode(200)
  configure(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    return this.door.serve({ endpoint: 'automation', request, reply }, () => {
      if (!this.businesses.find(id)) return objectMissing(id, 'POST');
      return this.automation.configure(id, request.body) ?? { success: true };
    });
  }

  /** Edges that are not emulated. */
  @All(':id/:edge')
  refuse(
    @Param('edge') edge: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    const error = new GraphError(2500, undefined, { message: `Unknown path components: /${edge}` });
    return this.door.serve({ endpoint: 'media', request, reply }, () => error);
  }

  private file(id: string, { phone_number_id }: ReadQuery, origin: string): GraphResult {
    const isForeign = phone_number_id !== undefined && !this.businesses.find(phone_number_id);
    const file = isForeign ? undefined : this.media.find(id);
    if (!file) return objectMissing(id, 'GET');
    const { mimeType, sha256, bytes } = file;
    const url = this.links.make(origin, id);
    return { url, mime_type: mimeType, sha256, file_size: bytes.length, id, messaging_product: 'whatsapp' };
  }

  private number({ phoneNumberId, displayNumber, name }: Business): Record<string, unknown> {
    return {
      id: phoneNumberId,
      display_phone_number: displayNumber,
      verified_name: name,
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      status: 'CONNECTED',
      platform_type: 'CLOUD_API',
      code_verification_status: 'VERIFIED',
      name_status: 'APPROVED',
      conversational_automation: this.automation.show(phoneNumberId),
    };
  }
}
