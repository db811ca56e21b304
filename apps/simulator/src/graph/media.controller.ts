import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Businesses } from '../business.js';
import { LOOKASIDE_PATH, MediaLinks } from '../media/media-links.service.js';
import { MediaRepository } from '../media/media.repository.js';
import { sliceMedia } from '../media/slice-media.js';
import { GraphDoor } from './door/graph-door.service.js';
import { GraphError, objectMissing } from './door/graph-error.js';
import { GRAPH_PATH } from './graph-path.js';
import { readUpload } from './read-upload.js';

/** Files in and out: the multipart upload, and the download that a resolved URL leads to. */
@Controller()
export class MediaController {
  constructor(
    private readonly businesses: Businesses,
    private readonly door: GraphDoor,
    private readonly media: MediaRepository,
    private readonly links: MediaLinks,
  ) {}

  @Post(`${GRAPH_PATH}/:phoneNumberId/media`)
  @HttpCode(200)
  upload(
    @Param('phoneNumberId') phoneNumberId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    return this.door.serve({ endpoint: 'media-upload', request, reply }, async () => {
      if (!this.businesses.find(phoneNumberId)) return objectMissing(phoneNumberId, 'POST');
      const upload = await readUpload(request.body, request.headers['content-type']);
      return upload instanceof GraphError ? upload : { id: this.media.add(upload).id };
    });
  }

  @Get(LOOKASIDE_PATH)
  download(
    @Query() query: { mid?: string; ext?: string; hash?: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): unknown {
    return this.door.serve({ endpoint: 'media-download', request, reply }, () => {
      const file = this.links.isValid(query) ? this.media.find(query.mid!) : undefined;
      if (file) return sliceMedia(reply, file, request.headers.range);
      void reply.status(404);
      return '';
    });
  }
}
