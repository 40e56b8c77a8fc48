/** A number that cdktf reads as a reference, as it stands in texts. */
export function numberMark(upperBits: number, index = 987654): string {
  return String(new Float64Array(new Uint32Array([index, upperBits << 16]).buffer)[0]);
}

/** Texts that look like references of cdktf 0.21 and cdktn 0.24, and stand for nothing. */
export const MARKS = [
  '${TfToken[TOKEN.987654]}',
  '${TfToken[x]}',
  'Gold ${TfToken[x]}${file("/etc/hostname")}',
  '#{TfToken[TOKEN.987654]}',
  '&{TfToken[TOKEN.987654]}',
  `Gold ${numberMark(0xfdff)}`,
  numberMark(0xfdff).replace('e+', 'e'),
];
