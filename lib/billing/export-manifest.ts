import { basename } from 'node:path';
import { BillingFileError } from './billing-file-error';

/** What lists the parts of an export. */
export interface ExportManifest {
  /** Where the manifest is. */
  readonly file: string;
  /** The names of the parts, some of them with folders of a storage account in front. */
  readonly parts: readonly string[];
  /** Whether it is of Microsoft Graph; otherwise it is of Cost Management. */
  readonly ofGraph: boolean;
  /** Which export and period it is a run of, and when it was made; undefined if that is not known. */
  readonly run: ExportRun | undefined;
}

interface ExportRun {
  /** The export, and the first day of its period. */
  readonly of: string;
  readonly end: string;
  readonly submitted: number;
}

/** The JSON of a manifest, as far as it is read: both of Microsoft's. */
interface ManifestDocument {
  readonly blobs: readonly unknown[];
  readonly blobCount?: unknown;
  readonly exportConfig?: Readonly<Record<string, unknown>>;
  readonly runInfo?: Readonly<Record<string, unknown>>;
}

/** Whether JSON is a manifest, or the answer of an operation of Microsoft Graph that carries one. */
export function isManifest(document: unknown): document is object {
  return within(document) !== undefined;
}

/**
 * Reads a manifest.
 *
 * @throws BillingFileError if it lists no parts, or an export that says nothing of what was billed
 */
export function manifestOf(file: string, document: object): ExportManifest {
  const manifest = within(document);
  const blobs = manifest?.blobs ?? [];
  const names = blobs.map(blob => textIn(blob, 'blobName') ?? textIn(blob, 'name'));
  const { blobCount = names.length, exportConfig, runInfo } = manifest ?? {};
  if (names.length === 0) {
    throw new BillingFileError(file, 'the export has no parts; there was nothing to export, or it has not ended');
  }
  if (names.some(name => name === undefined) || Number(blobCount) > names.length) {
    throw new BillingFileError(file, 'it does not name every part; download the manifest again');
  }
  // Parts are looked for by the names of their files, so one of two would be read twice.
  if (new Set(names.map(name => basename(name ?? ''))).size < names.length) {
    throw new BillingFileError(file, 'it lists two parts of one name; download the manifest again');
  }
  const type = textIn(exportConfig, 'type') ?? '';
  if (/^amortized/i.test(type)) {
    throw new BillingFileError(
      file,
      'it is an export of amortized costs, in which usage that a reservation covers looks like a loss; export actual costs',
    );
  }
  return {
    file,
    parts: names.filter(name => name !== undefined),
    ofGraph: exportConfig === undefined,
    run: runOf(exportConfig, runInfo),
  };
}

/** Whether a run makes an earlier one of the same export superfluous: it began on the same day and reaches as far. */
export function supersedes({ run: newer }: ExportManifest, { run: older }: ExportManifest): boolean {
  return (
    newer !== undefined &&
    older !== undefined &&
    newer.of === older.of &&
    newer.submitted > older.submitted &&
    newer.end >= older.end
  );
}

function runOf(config: unknown, info: unknown): ExportRun | undefined {
  const submitted = Date.parse(textIn(info, 'submittedTime') ?? '');
  const of = [
    textIn(config, 'resourceId')?.toLowerCase(),
    textIn(config, 'exportName')?.toLowerCase(),
    textIn(config, 'type'),
    textIn(info, 'startDate')?.slice(0, 10),
  ];
  return Number.isNaN(submitted)
    ? undefined
    : { of: JSON.stringify(of), end: (textIn(info, 'endDate') ?? '').slice(0, 10), submitted };
}

function within(document: unknown): ManifestDocument | undefined {
  if (hasBlobs(document)) {
    return document;
  }
  const { resourceLocation } = isObject(document) ? document : { resourceLocation: undefined };
  return hasBlobs(resourceLocation) ? resourceLocation : undefined;
}

function hasBlobs(value: unknown): value is ManifestDocument {
  return isObject(value) && Array.isArray(value.blobs);
}

function textIn(value: unknown, member: string): string | undefined {
  const text = isObject(value) ? value[member] : undefined;
  return typeof text === 'string' ? text : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
