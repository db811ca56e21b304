import { Inject, Injectable } from '@nestjs/common';
import type { PromptFacts } from '../prompting/prompt-facts.js';
import { BusinessDirectory } from './business-directory.js';
import { describeBusiness } from './describe-business.js';

/** What the prompt of every agent says about the business: the same text until the business changes, so that it is cached. */
@Injectable()
export class BusinessFacts implements PromptFacts {
  private readonly texts = new Map<string, string>();

  constructor(@Inject(BusinessDirectory) private readonly directory: BusinessDirectory) {
    directory.whenChanged(() => this.texts.clear());
  }

  of(phoneNumberId: string): string | undefined {
    const business = this.directory.find(phoneNumberId);
    if (!business) return undefined;
    const known = this.texts.get(business.id);
    if (known !== undefined) return known;
    const text = describeBusiness(business.facts);
    this.texts.set(business.id, text);
    return text;
  }
}
