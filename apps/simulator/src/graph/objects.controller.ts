import {
  All,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BUSINESS, type Business } from '../business.js';
import { MediaLinks } from '../media/media-links.service.js';
import { MediaRepository } from '../media/media.repository.js';
import { AutomationService } from './automation.service.js';
import { GraphCallInterceptor, GraphEndpoint } from './graph-call.interceptor.js';
import { GraphError, objectMissing } from './graph-error.js';
import { GRAPH_PATH } from './graph-path.js';
import { pickFields } from './pick-fields.js';

/** Objects by id: the business number and its menu, and uploaded or received files. */
@Controller(GRAPH_PATH)
@UseInterceptors(GraphCallInterceptor)
export class ObjectsController {
  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    private readonly media: MediaRepository,
    private readonly links: MediaLinks,
    private readonly automation: AutomationService,
  ) {}

  @Get(':id')
  @GraphEndpoint('media')
  read(
    @Param('id') id: string,
    @Query() { fields, phone_number_id }: { fields?: string; phone_number_id?: string },
    @Req() { protocol, host }: FastifyRequest,
  ): Record<string, unknown> | GraphError {
    if (id === this.business.phoneNumberId) return pickFields(this.number(), fields);
    const isForeign = phone_number_id !== undefined && phone_number_id !== this.business.phoneNumberId;
    const file = isForeign ? undefined : this.media.find(id);
    if (!file) return objectMissing(id, 'GET');
    const { mimeType, sha256, bytes } = file;
    const url = this.links.make(`${protocol}://${host}`, id);
    return { url, mime_type: mimeType, sha256, file_size: bytes.length, id, messaging_product: 'whatsapp' };
  }

  @Delete(':id')
  @GraphEndpoint('media-delete')
  remove(@Param('id') id: string): { success: true } | GraphError {
    if (!this.media.find(id)) return objectMissing(id, 'DELETE');
    this.media.remove(id);
    return { success: true };
  }

  @Post(':id/conversational_automation')
  @HttpCode(200)
  @GraphEndpoint('automation')
  configure(@Param('id') id: string, @Body() body: unknown): { success: true } | GraphError {
    if (id !== this.business.phoneNumberId) return objectMissing(id, 'POST');
    return this.automation.configure(body) ?? { success: true };
  }

  /** Edges that are not emulated. */
  @All(':id/:edge')
  @GraphEndpoint('media')
  refuse(@Param('edge') edge: string): GraphError {
    return new GraphError(2500, undefined, { message: `Unknown path components: /${edge}` });
  }

  private number(): Record<string, unknown> {
    const { phoneNumberId, displayNumber, name } = this.business;
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
      conversational_automation: this.automation.show(),
    };
  }
}
