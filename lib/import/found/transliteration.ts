/**
 * Letters that Unicode does not take apart into a Latin letter and a mark, or that are written otherwise without it.
 *
 * Latin and Cyrillic as on passports: ICAO Doc 9303, Machine Readable Travel Documents, part 3, section 6, where it
 * leaves a choice the one of the language in which the letter is most frequent. Greek as ELOT 743 (ISO 843, type 2).
 */
const TABLES = [
  'ä=ae ö=oe ü=ue ß=ss ø=oe å=aa æ=ae œ=oe ł=l đ=d ð=d þ=th ħ=h ı=i ŋ=n ŧ=t ĸ=q ĳ=ij',
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch',
  'ъ=ie ы=y ь= э=e ю=iu я=ia є=ie і=i ї=i ґ=g ў=u ђ=d ѕ=dz ј=j љ=lj њ=nj ћ=c џ=dz ѓ=g ќ=k',
  'α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o',
];

const LATIN: ReadonlyMap<string, string> = new Map(
  TABLES.flatMap(table => table.split(' ')).map(pair => [pair[0], pair.slice(2)]),
);

/** A text in Latin letters without marks, as far as that is known: what is not stays as it is. */
export function transliterated(text: string): string {
  return [...text.normalize('NFC').toLowerCase()].map(latin).join('');
}

function latin(letter: string): string {
  return LATIN.get(letter) ?? [...letter.normalize('NFKD')].map(part => LATIN.get(part) ?? part).join('');
}
