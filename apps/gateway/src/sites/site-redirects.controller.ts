import { Controller, Inject, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GATEWAY_CONFIG, type GatewayConfig } from '../gateway.config.js';
import { readSiteAddress } from './read-site-address.js';
import { sitesUrl } from './sites-url.js';

/** Sites are never served beside the console: who asks for one here is sent to where they are. */
@Controller()
export class SiteRedirectsController implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    const base = sitesUrl(this.config);
    for (const url of ['/sites/*', '/previews/*'])
      server.get(url, ({ originalUrl }: FastifyRequest, reply: FastifyReply) =>
        readSiteAddress(originalUrl)
          ? reply.header('referrer-policy', 'no-referrer').redirect(`${base}${originalUrl}`, 308)
          : reply.code(404).send(),
      );
  }
}
