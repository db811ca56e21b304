import { Inject, Injectable } from '@nestjs/common';
import { BusinessDirectory } from '../business/business-directory.js';
import type { Business } from '../business/business.schema.js';
import { ToolError } from '../tools/tool-error.js';

/** How a business sells. */
export interface Shop extends Pick<Business, 'currency' | 'tax' | 'delivery'> {
  businessId: string;
}

/** The shop behind a number: what one sells, another one's customers never see. */
@Injectable()
export class Shops {
  constructor(@Inject(BusinessDirectory) private readonly directory: BusinessDirectory) {}

  /** @throws ToolError no_shop when nothing is sold on this number */
  of(phoneNumberId: string): Shop {
    const business = this.directory.find(phoneNumberId);
    if (!business) throw new ToolError('no_shop', 'Nothing can be bought here by chat.');
    const { currency, tax, delivery } = business.facts;
    return { businessId: business.id, currency, tax, delivery };
  }
}
