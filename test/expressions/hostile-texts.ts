import fc from 'fast-check';

/** What would be evaluated, or end Terraform or cdktf, if it were written as it is. */
export const HOSTILE = [
  'Gold ${tier}',
  '${file("/proc/self/environ")}',
  '%{ if true }yes%{ endif }',
  '%{',
  '${',
  '$${tier}',
  '$$${tier}',
  '$$$${',
  '%%{ for x in y }',
  '%%%{',
  '100 %{',
  '$%{$${%%{',
  '${"${nested}"}',
  '${~ x ~}',
  '}${x}}',
  'ends in $',
  'ends in $$',
  'ends in %',
  'says "yes" \\ and \\"no\\"',
  'two\nlines\tand\r\na tab',
  '<<EOF\n${x}\nEOF',
  'ünïcödé 😀 \u2028 \u0000 \u0007',
  '{}}{{',
  '"',
  '\\',
  '#{list}&{map}',
  'String Map Token Value',
  'Any Map Token Value',
  // Joined to the quote behind them by everybody who reads grapheme clusters, as Terraform does.
  '\u0600',
  '\u0600"\u{110bd}"\u0d4e',
  '\u0600\\',
  '${x} \u{11a84}\u0600%$\u{11a84}',
];

/** A few that have all of it, short enough for any field. */
export const A_FEW_HOSTILE = [
  'Gold ${tier} %{ if true }yes%{ endif }',
  '${file("/proc/self/environ")} in $',
  '$$${a} %%{b} $%{$${ 100 %{ }',
  'says "yes" \\ and \\"no\\" ${"${"}',
  'two\nlines\r\n\r${x} ünïcödé 😀 \u0000',
];

/** Any text, often with what begins or ends expressions; composed, because Terraform composes characters itself. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$',
        '%',
        '{',
        '}',
        '${',
        '%{',
        '$${',
        '"',
        '\\',
        '~',
        '\n',
        '\r',
        'Tf',
        '#',
        '&',
        '-',
        'e+2',
        '1',
      ),
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map(parts => parts.join('').normalize('NFC'))
  .filter(text => text.trim() !== '');
