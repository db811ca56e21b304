import {
  Body,
  Controller,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
  Get,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BUSINESS, type Business } from '../business.js';
import { LOOKASIDE_PATH, MediaLinks } from '../media/media-links.service.js';
import { MediaRepository } from '../media/media.repository.js';
import { sliceMedia } from '../media/slice-media.js';
import { GraphCallInterceptor, GraphEndpoint } from './graph-call.interceptor.js';
import { GraphError, objectMissing } from './graph-error.js';
import { GRAPH_PATH } from './graph-path.js';
import { readUpload } from './read-upload.js';

/** Files in and out: the multipart upload, and the download that a resolved URL leads to. */
@Controller()
@UseInterceptors(GraphCallInterceptor)
export class MediaController {
  constructor(
    @Inject(BUSINESS) private readonly business: Business,
    private readonly media: MediaRepository,
    private readonly links: MediaLinks,
  ) {}

  @Post(`${GRAPH_PATH}/:phoneNumberId/media`)
  @HttpCode(200)
  @GraphEndpoint('media-upload')
  async upload(
    @Param('phoneNumberId') phoneNumberId: string,
    @Body() body: unknown,
    @Req() { headers }: FastifyRequest,
  ): Promise<{ id: string } | GraphError> {
    if (phoneNumberId !== this.business.phoneNumberId) return objectMissing(phoneNumberId, 'POST');
    const upload = await readUpload(body, headers['content-type']);
    return upload instanceof GraphError ? upload : { id: this.media.add(upload).id };
  }

  @Get(LOOKASIDE_PATH)
  @GraphEndpoint('media-download')
  download(
    @Query() query: { mid?: string; ext?: string; hash?: string },
    @Headers('range') range: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Buffer | string {
    const file = this.links.isValid(query) ? this.media.find(query.mid!) : undefined;
    if (file) return sliceMedia(reply, file, range);
    void reply.status(404);
    return '';
  }
}
