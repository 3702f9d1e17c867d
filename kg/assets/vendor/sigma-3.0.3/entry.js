// What the graph page takes from sigma and graphology, as one classic script: pages opened from a folder load no modules.
import { NodeSquareProgram } from "@sigma/node-square";
import { createNodeBorderProgram } from "@sigma/node-border";

export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { EdgeLineProgram, NodeCircleProgram } from "sigma/rendering";

// The square draws white boxes of its own under the pointer; the page draws what is under it for every shape alike.
export class Square extends NodeSquareProgram {
  constructor(...given) {
    super(...given);
    this.drawHover = undefined;
    this.drawLabel = undefined;
  }
}

// A square that stands on its corner.
export class Diamond extends Square {
  getDefinition() {
    const turned = super.getDefinition().CONSTANT_DATA.map(([angle]) => [angle + Math.PI / 4]);
    return { ...super.getDefinition(), CONSTANT_DATA: turned };
  }
}

export const Ring = createNodeBorderProgram({
  borders: [{ size: { value: 0.34 }, color: { attribute: "color" } }, { size: { fill: true }, color: { attribute: "inner" } }],
  drawHover: undefined,
  drawLabel: undefined,
});
