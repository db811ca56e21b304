import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Bill {
  serialNumber?: string;
  metadata: { timestamp?: string };
  components: object[];
}

/**
 * The software bill of materials of one image, CycloneDX as npm writes it, beside the code. npm refuses a tree in which something is missing
 * or nobody needs something, which checks what was assembled. Its random number and its clock are replaced: the same image has the same bill.
 */
export function writeBill(folder: string, epoch: number): void {
  const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--omit=dev', '--no-update-notifier'];
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const bill = JSON.parse(execFileSync('npm', args, options)) as Bill;
  const node = process.versions.node;
  bill.components.push({
    type: 'platform',
    name: 'node',
    version: node,
    'bom-ref': `node@${node}`,
    purl: `pkg:generic/node@${node}`,
    licenses: [{ license: { id: 'MIT' } }],
  });
  bill.metadata.timestamp = new Date(epoch * 1000).toISOString();
  delete bill.serialNumber;
  const digest = createHash('sha256').update(JSON.stringify(bill)).digest('hex');
  bill.serialNumber = `urn:uuid:${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill, undefined, 1)}\n`);
}
