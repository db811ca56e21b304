import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SendState } from '../protocol/transition.js';

/** A message as callers see it; the hot path writes it by statements of its own. */
@Entity('outbox')
export class OutboxEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('int')
  part!: number;

  @Column('int')
  parts!: number;

  @Column('text')
  state!: SendState;

  @Column('text', { nullable: true })
  wamid!: string | null;

  @Column('int', { name: 'error_code', nullable: true })
  errorCode!: number | null;

  @Column('text', { name: 'error_class', nullable: true })
  errorClass!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  @Column('timestamptz', { name: 'resolved_at', nullable: true })
  resolvedAt!: Date | null;
}
