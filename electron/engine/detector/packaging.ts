/**
 * The kinds of things that packaged products are taken for by a detector trained on COCO, with COCO's numbers. Others that it
 * takes them for (book, refrigerator) come with boxes of all that is in the photo.
 */
export const packaging = [
  { kind: 'bottle', coco: 44 },
  { kind: 'wine glass', coco: 46 },
  { kind: 'cup', coco: 47 },
  { kind: 'bowl', coco: 51 },
] as const;

/** Photos are stretched to so many pixels each way. */
export const detectorSide = 300;
