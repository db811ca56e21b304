import { Controller, type MessageEvent, Sse } from '@nestjs/common';
import { interval, map, merge, type Observable, takeUntil } from 'rxjs';
import { ignoreElements, endWith } from 'rxjs/operators';
import { PhoneEventsService } from '../chats/phone-events.service.js';

const BEAT_MS = 20_000;

@Controller('phone/api/events')
export class PhoneEventsController {
  constructor(private readonly events: PhoneEventsService) {}

  /** News as they happen; a `ping` now and then keeps proxies from closing a quiet stream. */
  @Sse()
  stream(): Observable<MessageEvent> {
    const news = this.events.stream;
    const ended = news.pipe(ignoreElements(), endWith(undefined));
    const beats = interval(BEAT_MS).pipe(map(() => ({ type: 'ping', data: {} })));
    return merge(news, beats).pipe(takeUntil(ended));
  }
}
