import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** Logs in as the service's role, whose schema of the same name is empty. */
  url: string;
  drop(): Promise<void>;
}

/** An own database on the specs' Postgres with the schema of `role`: a spec file migrates it and shares it with nobody. */
export async function createTestDatabase(role: string): Promise<TestDatabase> {
  const name = `${role}_${randomBytes(6).toString('hex')}`;
  await asAdmin((admin) => admin.query(`create database ${name}`));
  await asAdmin((admin) => admin.query(`create schema ${role} authorization ${role}`), name);
  await asAdmin((admin) => admin.query(`grant create on database ${name} to ${role}`)); // its migrations may make trusted extensions
  const url = new URL(process.env['TEST_POSTGRES_URL']!.replaceAll('ROLE', role));
  url.pathname = name;
  return {
    url: url.href,
    drop: () => asAdmin(async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`))),
  };
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>, database?: string): Promise<T> {
  const url = new URL(process.env['TEST_POSTGRES_ADMIN_URL']!);
  if (database) url.pathname = database;
  const admin = new pg.Client(url.href);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
