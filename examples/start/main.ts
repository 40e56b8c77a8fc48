/** Writes the Terraform of every stack, and says who would earn. `npm run synth` and cdktf.json run it. */
import { App, TerraformStack } from 'cdktf';
import { PecReadiness } from 'cdktf-partner-earned-credit';
import { automation } from './partner.ts';
import { declareStacks } from './stacks.ts';

const app = new App();
declareStacks(app);
app.synth();

for (const stack of app.node.children.filter(child => TerraformStack.isStack(child))) {
  console.log(`${app.outdir}/stacks/${stack.node.id}`);
}
console.log(
  automation
    ? `\n${PecReadiness.check(app).toTable()}`
    : '\nApply pec-identity, and put its outputs principal_id and client_id into partner.ts.',
);
