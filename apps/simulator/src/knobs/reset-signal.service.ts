import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';

/** Emits when the simulator starts over; whoever holds state empties it then. */
@Injectable()
export class ResetSignal extends Subject<void> {}
