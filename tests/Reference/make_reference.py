"""Writes values and gradients of PyTorch functions, in double precision, to JSON files beside this script (see README.md)."""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
INF = math.inf


def seeded(seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    return generator


class Family:
    """The cases of one file."""

    def __init__(self, name):
        self.name = name
        self.cases = {}
        self.seed = sum(map(ord, name))

    def random(self, *shape, scale=1.0):
        self.seed += 1
        return torch.round(torch.randn(*shape, generator=seeded(self.seed)) * scale * 1e4) / 1e4

    def integers(self, high, *shape):
        self.seed += 1
        return torch.randint(high, shape, generator=seeded(self.seed))

    def flags(self, *shape, probability=0.6):
        self.seed += 1
        return torch.rand(*shape, generator=seeded(self.seed)) < probability

    def case(self, name, function, active, held=None, options=None, extra=None):
        """Runs function(*active, *held values by name) and records it with the gradients of `active`, a dictionary."""
        assert name not in self.cases, name
        held = held or {}
        leaves = {key: value.clone().requires_grad_() for key, value in active.items()}
        result = function(**leaves, **held)
        tensors = {**active, **held}
        if isinstance(result, tuple):
            result, tensors["indices"] = result
        tensors["result"] = result
        if result.dim() == 0:
            result.backward()
        else:
            cotangent = self.random(*result.shape)
            tensors["cotangent"] = cotangent
            result.backward(cotangent)
        for key, leaf in leaves.items():
            gradient = leaf.grad if leaf.grad is not None else torch.zeros_like(leaf)
            tensors["d" + key[0].upper() + key[1:]] = gradient
        tensors.update(extra or {})
        self.cases[name] = {"options": options or {}, "tensors": {key: encode(value) for key, value in tensors.items()}}

    def write(self):
        folder = pathlib.Path(__file__).parent
        lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(case, separators=(',', ':'))}" for name, case in self.cases.items())
        text = '{"torch":%s,"cases":{\n%s\n}}\n' % (json.dumps(torch.__version__), lines)
        (folder / (self.name + ".json")).write_text(text)
        print(self.name, len(self.cases), "cases,", len(text), "bytes")


def encode(tensor):
    return {"shape": list(tensor.shape), "data": [number(value) for value in tensor.detach().reshape(-1).tolist()]}


def number(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    value = float("%.15g" % value)
    return int(value) if value == int(value) and abs(value) < 1e15 and math.copysign(1, value) > 0 else value


def activations():
    family = Family("activations")
    special = [-1e4, -800, -100, -30, -20, -5, -3, -2, -1, -0.5, -0.1, -1e-4, -1e-8, 0, 1e-8, 1e-4, 0.1, 0.5, 1, 2, 3, 5, 20, 30, 100, 800, 1e4]
    x = torch.tensor(special)
    for name, function, options in [
        ("relu", F.relu, {}),
        ("leaky_relu", lambda x: F.leaky_relu(x), {"negativeSlope": 0.01}),
        ("leaky_relu/steep", lambda x: F.leaky_relu(x, 0.3), {"negativeSlope": 0.3}),
        ("elu", lambda x: F.elu(x), {"alpha": 1.0}),
        ("elu/alpha", lambda x: F.elu(x, 1.7), {"alpha": 1.7}),
        ("gelu", lambda x: F.gelu(x), {"tanh": False}),
        ("gelu/tanh", lambda x: F.gelu(x, approximate="tanh"), {"tanh": True}),
        ("silu", F.silu, {}),
        ("sigmoid", torch.sigmoid, {}),
        ("log_sigmoid", F.logsigmoid, {}),
        # PyTorch's is x itself above a threshold of 20; one this large makes no difference in double precision.
        ("softplus", lambda x: F.softplus(x, threshold=600), {"beta": 1.0}),
        ("softplus/beta", lambda x: F.softplus(x, beta=2.5, threshold=600), {"beta": 2.5}),
        ("tanh", torch.tanh, {}),
        ("erf", torch.erf, {}),
    ]:
        family.case(name, lambda x, f=function: f(x), {"x": x}, options=options)

    for shape, axis in [((3, 5), -1), ((4, 3), 0), ((2, 5, 3), 1), ((2, 17), -1), ((3, 1), -1)]:
        name = "x".join(map(str, shape)) + f"/axis {axis}"
        x = family.random(*shape, scale=2)
        family.case("softmax/" + name, lambda x: torch.softmax(x, axis), {"x": x}, options={"axis": axis})
        family.case("log_softmax/" + name, lambda x: torch.log_softmax(x, axis), {"x": x}, options={"axis": axis})
        family.case("log_sum_exp/" + name, lambda x: torch.logsumexp(x, axis), {"x": x}, options={"axis": axis})

    large = torch.tensor([[1e4, 9999, -1e4, 0], [-1e4, -10001, -9999, -1e4], [1e4, 1e4, 1e4, 1e4]])
    masked = torch.tensor([[0.5, -INF, 1, -INF], [-INF, -INF, -INF, 2]])
    for name, x in [("large", large), ("masked", masked)]:
        family.case("softmax/" + name, lambda x: torch.softmax(x, -1), {"x": x}, options={"axis": -1})
        family.case("log_sum_exp/" + name, lambda x: torch.logsumexp(x, -1), {"x": x}, options={"axis": -1})
    family.case("log_softmax/large", lambda x: torch.log_softmax(x, -1), {"x": large}, options={"axis": -1})
    family.write()


def losses():
    family = Family("losses")
    reductions = ["mean", "sum", "none"]

    def cross_entropy(name, logits, targets, weight=None, ignored=-100, smoothing=0.0, reduction="mean"):
        held = {"targets": targets} | ({"weight": weight} if weight is not None else {})

        def function(logits, targets, weight=None):
            loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1), weight, ignore_index=ignored, label_smoothing=smoothing, reduction=reduction)
            return loss.reshape(targets.shape) if reduction == "none" else loss

        options = {"ignoreIndex": ignored, "labelSmoothing": smoothing, "reduction": reduction}
        family.case("cross_entropy/" + name, function, {"logits": logits}, held, options)

    logits, targets = family.random(6, 5, scale=2), torch.tensor([0, 4, 2, 2, 1, 3])
    weight, ignored = torch.tensor([0.5, 1, 2, 0, 1.5]), torch.tensor([0, -100, 2, 2, -100, 3])
    for reduction in reductions:
        cross_entropy(reduction, logits, targets, reduction=reduction)
        cross_entropy("weight " + reduction, logits, targets, weight, reduction=reduction)
        cross_entropy("ignored " + reduction, logits, ignored, reduction=reduction)
        cross_entropy("smoothing " + reduction, logits, targets, smoothing=0.1, reduction=reduction)
        cross_entropy("all " + reduction, logits, ignored, weight, smoothing=0.2, reduction=reduction)
    cross_entropy("another ignored class", logits, targets, ignored=2)
    cross_entropy("everything ignored sum", logits, torch.full((6,), -100), reduction="sum")
    cross_entropy("everything ignored mean", logits, torch.full((6,), -100))
    cross_entropy("rank 3", family.random(2, 3, 4), family.integers(4, 2, 3))
    cross_entropy("one class", family.random(3, 1), torch.zeros(3, dtype=torch.int64))
    cross_entropy("large", torch.tensor([[1e4, -1e4, 0], [1e4, 9999, -1e4]]), torch.tensor([1, 0]))
    cross_entropy("masked", torch.tensor([[1, -INF, 0.5], [-INF, 2, -INF]]), torch.tensor([0, 1]))

    for reduction in reductions:
        options = {"ignoreIndex": -100, "reduction": reduction}
        family.case("nll/" + reduction, lambda logProbabilities, targets: F.nll_loss(logProbabilities, targets, reduction=reduction),
                    {"logProbabilities": torch.round(torch.log_softmax(logits, -1) * 1e4) / 1e4}, {"targets": targets}, options)
        family.case("nll/all " + reduction, lambda logProbabilities, targets, weight: F.nll_loss(logProbabilities, targets, weight, reduction=reduction),
                    {"logProbabilities": torch.round(torch.log_softmax(logits, -1) * 1e4) / 1e4}, {"targets": ignored, "weight": weight}, options)

    x = torch.tensor([[-1e4, -40, -3, -0.5, 0], [0, 0.25, 2, 35, 1e4]])
    y = torch.tensor([[0, 1, 0.3, 1, 0], [1, 0.5, 0, 1, 1]])
    for reduction in reductions:
        options = {"reduction": reduction}
        family.case("bce_with_logits/" + reduction, lambda logits, targets: F.binary_cross_entropy_with_logits(logits, targets, reduction=reduction), {"logits": x, "targets": y}, options=options)
        a, b = family.random(3, 4, scale=2), family.random(3, 4, scale=2)
        a[0, 0] = b[0, 0]
        for name, function in [("mse", F.mse_loss), ("l1", F.l1_loss)]:
            family.case(f"{name}/{reduction}", lambda input, target, f=function: f(input, target, reduction=reduction), {"input": a, "target": b}, options=options)
        for delta in [1.0, 0.4]:
            family.case(f"huber/{delta} {reduction}", lambda input, target: F.huber_loss(input, target, delta=delta, reduction=reduction), {"input": a, "target": b}, options=options | {"delta": delta})
    family.case("bce_with_logits/positive weight", lambda logits, targets, positiveWeight: F.binary_cross_entropy_with_logits(logits, targets, pos_weight=positiveWeight),
                {"logits": x, "targets": y}, {"positiveWeight": torch.tensor([1, 2, 0.5, 3, 1])}, {"reduction": "mean"})

    p = torch.log_softmax(family.random(3, 4), -1)
    q = torch.softmax(family.random(3, 4), -1)
    p, q = torch.round(p * 1e4) / 1e4, torch.round(q * 1e4) / 1e4
    q[1, 2] = 0
    for reduction in [*reductions, "batchmean"]:
        family.case("kl_div/" + reduction, lambda input, target: F.kl_div(input, target, reduction=reduction), {"input": p}, {"target": q}, {"reduction": reduction, "logTarget": False})
        family.case("kl_div/log " + reduction, lambda input, target: F.kl_div(input, target, reduction=reduction, log_target=True),
                    {"input": p}, {"target": torch.round(torch.log(q + 0.01) * 1e4) / 1e4}, {"reduction": reduction, "logTarget": True})

    # Classes along axis 1, class probabilities, and weights of BCE.
    def along_axis(name, logits, targets, weight=None, ignored=-100, smoothing=0.0, reduction="mean"):
        held = {"targets": targets} | ({"weight": weight} if weight is not None else {})
        options = {"axis": 1, "ignoreIndex": ignored, "labelSmoothing": smoothing, "reduction": reduction}
        family.case("cross_entropy_along/" + name, lambda logits, targets, weight=None: F.cross_entropy(logits, targets, weight, ignore_index=ignored, label_smoothing=smoothing, reduction=reduction),
                    {"logits": logits}, held, options)

    def probabilities(name, logits, targets, weight=None, smoothing=0.0, reduction="mean"):
        held = {"weight": weight} if weight is not None else {}
        options = {"axis": 1, "labelSmoothing": smoothing, "reduction": reduction}
        family.case("cross_entropy_probabilities/" + name, lambda logits, targets, weight=None: F.cross_entropy(logits, targets, weight, label_smoothing=smoothing, reduction=reduction),
                    {"logits": logits, "targets": targets}, held, options)

    for reduction in reductions:
        for shape in [(3, 4), (2, 4, 3), (2, 4, 2, 3)]:
            name = "x".join(map(str, shape)) + " " + reduction
            places = shape[:1] + shape[2:]
            logits, w = family.random(*shape, scale=2), torch.tensor([0.5, 2, 1, 1.5])
            some = family.integers(4, *places)
            some[0] = 1
            along_axis(name, logits, some, reduction=reduction)
            along_axis("all " + name, logits, some, w, 1, 0.2, reduction)
            q = torch.round(torch.softmax(family.random(*shape), 1) * 1e4) / 1e4
            probabilities(name, logits, q, reduction=reduction)
            probabilities("all " + name, logits, q, w, 0.2, reduction)
        family.case("bce_with_logits_weighted/" + reduction, lambda logits, targets, weight, positiveWeight: F.binary_cross_entropy_with_logits(logits, targets, weight, pos_weight=positiveWeight, reduction=reduction),
                    {"logits": x, "targets": y}, {"weight": torch.tensor([[0.5], [2]]), "positiveWeight": torch.tensor([1, 2, 0.5, 3, 1])}, {"reduction": reduction})
    probabilities("large", torch.tensor([[1e4, -1e4, 0], [1e4, 9999, -1e4]]), torch.tensor([[0.25, 0.5, 0.25], [1, 0, 0]]))
    family.write()


def norms():
    family = Family("norms")
    x = family.random(3, 4, 5, scale=2)
    x[0, 1, :] = 0
    x[1, 2, 3], x[1, 2, 0] = 3.5, -3.5
    for p in [1, 2, 3, 2.5, 0.5, INF, -INF, 0]:
        for axes in [[0], [2], [0, 2], None]:
            # Where magnitudes are 0 a power below 1 gives PyTorch infinities on the way.
            family.case(f"norm/{p} {axes}", lambda x: torch.linalg.vector_norm(x, p, axes), {"x": x if p >= 1 else x + 10}, options={"p": number(float(p)), "axes": axes})
    for correction in [0, 1]:
        for axes in [[0], [2], [0, 2], None]:
            name = f"{correction} {axes}"
            family.case("std/" + name, lambda x: torch.std(x, axes, unbiased=correction == 1) if axes else torch.std(x, unbiased=correction == 1), {"x": x}, options={"correction": correction, "axes": axes})
    family.write()


def normalizations():
    family = Family("normalizations")
    for shape in [(3, 5), (2, 3, 17), (4, 1), (1, 33), (0, 4)]:
        name, last = "x".join(map(str, shape)), shape[-1]
        x, w, b = family.random(*shape, scale=3), family.random(last), family.random(last)
        family.case("layer_norm/" + name, lambda x: F.layer_norm(x, [last]), {"x": x}, options={"epsilon": 1e-5})
        family.case("layer_norm/affine " + name, lambda x, weight, bias: F.layer_norm(x, [last], weight, bias, 1e-3), {"x": x, "weight": w, "bias": b}, options={"epsilon": 1e-3})
        family.case("rms_norm/" + name, lambda x, weight: x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-5) * weight, {"x": x, "weight": w}, options={"epsilon": 1e-5})
    x, w, b = family.random(2, 3, 4), family.random(3, 4), family.random(3, 4)
    family.case("layer_norm/two axes", lambda x: F.layer_norm(x, [3, 4]), {"x": x}, options={"epsilon": 1e-5, "axes": [-2, -1]})
    family.case("layer_norm/affine two axes", lambda x, weight, bias: F.layer_norm(x, [3, 4], weight, bias), {"x": x, "weight": w, "bias": b}, options={"epsilon": 1e-5, "axes": [-2, -1]})
    offset = family.random(3, 8) + 1000
    family.case("layer_norm/offset", lambda x: F.layer_norm(x, [8]), {"x": offset}, options={"epsilon": 1e-5})
    family.case("layer_norm/constant", lambda x: F.layer_norm(x, [3]), {"x": torch.tensor([[2.0, 2, 2], [0, 0, 0]])}, options={"epsilon": 1e-5})

    for shape in [(6, 3), (4, 3, 5), (2, 3, 4, 3), (1, 2, 4), (2, 1)]:
        name, channels = "x".join(map(str, shape)), shape[1]
        x, w, b = family.random(*shape, scale=2), family.random(channels), family.random(channels)
        mean, variance = family.random(channels), family.random(channels).abs() + 0.1
        after = {"meanAfter": mean.clone(), "varianceAfter": variance.clone()}
        F.batch_norm(x, after["meanAfter"], after["varianceAfter"], training=True, momentum=0.3)
        family.case("batch_norm/" + name, lambda x: F.batch_norm(x, None, None, training=True), {"x": x}, options={"epsilon": 1e-5, "momentum": 0.3},
                    extra={"mean": mean, "variance": variance, **after})
        family.case("batch_norm/affine " + name, lambda x, weight, bias: F.batch_norm(x, None, None, weight, bias, training=True, eps=1e-3), {"x": x, "weight": w, "bias": b}, options={"epsilon": 1e-3})
        family.case("batch_norm_with/" + name, lambda x, weight, bias, mean, variance: F.batch_norm(x, mean, variance, weight, bias),
                    {"x": x, "weight": w, "bias": b}, {"mean": mean, "variance": variance}, {"epsilon": 1e-5})
    family.write()


def convolutions():
    family = Family("convolutions")

    def one(name, n, c, length, o, k, stride=1, padding=0, dilation=1, groups=1, bias=True, causal=False):
        tensors = {"x": family.random(n, c, length), "w": family.random(o, c // groups, k)} | ({"bias": family.random(o)} if bias else {})

        def function(x, w, bias=None):
            if causal:
                x = F.pad(x, (dilation * (k - 1), 0))
            return F.conv1d(x, w, bias, stride, padding, dilation, groups)

        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups, "causal": causal}
        family.case("conv1d/" + name, function, tensors, options=options)

    one("plain", 2, 3, 8, 4, 3)
    one("without bias", 2, 2, 6, 3, 3, bias=False)
    one("stride", 2, 3, 11, 2, 3, stride=2)
    one("stride leaves a rest", 1, 2, 10, 2, 3, stride=3)
    one("padding", 2, 2, 7, 3, 5, padding=2)
    one("dilation", 1, 2, 12, 3, 3, dilation=3)
    one("groups", 2, 4, 7, 6, 3, groups=2)
    one("depthwise", 2, 3, 9, 3, 4, padding=1, groups=3)
    one("pointwise", 2, 3, 7, 4, 1)
    one("everything", 2, 4, 13, 6, 3, stride=2, padding=3, dilation=2, groups=2)
    one("kernel as long as x", 3, 2, 5, 2, 5)
    one("padding larger than x", 1, 1, 2, 1, 3, padding=4)
    one("causal", 2, 3, 9, 2, 3, causal=True)
    one("causal dilation", 1, 2, 10, 2, 2, dilation=4, causal=True)
    one("causal stride groups", 2, 2, 9, 2, 3, stride=2, groups=2, causal=True)
    one("empty batch", 0, 2, 5, 3, 3)
    one("long", 1, 2, 70, 3, 5, padding=2)

    def two(name, n, c, size, o, kernel, stride=(1, 1), padding=(0, 0), dilation=(1, 1), groups=1, bias=True):
        tensors = {"x": family.random(n, c, *size), "w": family.random(o, c // groups, *kernel)} | ({"bias": family.random(o)} if bias else {})
        options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        family.case("conv2d/" + name, lambda x, w, bias=None: F.conv2d(x, w, bias, stride, padding, dilation, groups), tensors, options=options)

    two("plain", 2, 2, (5, 6), 3, (3, 3))
    two("without bias", 1, 2, (4, 4), 2, (2, 2), bias=False)
    two("unequal kernel", 1, 2, (6, 5), 2, (1, 3), padding=(0, 1))
    two("stride", 2, 2, (7, 8), 3, (3, 2), stride=(2, 3))
    two("padding", 1, 2, (4, 5), 2, (3, 3), padding=(1, 2))
    two("dilation", 1, 1, (8, 9), 2, (3, 2), dilation=(2, 3))
    two("groups", 2, 4, (4, 4), 4, (3, 3), padding=(1, 1), groups=2)
    two("depthwise", 1, 3, (5, 5), 3, (3, 3), padding=(1, 1), groups=3)
    two("pointwise", 2, 3, (3, 4), 4, (1, 1))
    two("everything", 2, 4, (9, 8), 6, (3, 2), stride=(2, 1), padding=(2, 1), dilation=(2, 3), groups=2)
    two("empty batch", 0, 2, (4, 4), 3, (3, 3))
    family.write()


def pools():
    family = Family("pools")

    def pool(name, x, kernel, stride, padding):
        spatial = len(kernel)
        kind = f"pool{spatial}d"
        maximum, average = (F.max_pool1d, F.avg_pool1d) if spatial == 1 else (F.max_pool2d, F.avg_pool2d)
        options = {"kernel": kernel, "stride": stride, "padding": padding}
        family.case(f"max_{kind}/{name}", lambda x: maximum(x, kernel, stride, padding, return_indices=True), {"x": x}, options=options)
        for include in [True, False]:
            family.case(f"avg_{kind}/{name} {'with' if include else 'without'} padding", lambda x: average(x, kernel, stride, padding, count_include_pad=include),
                        {"x": x}, options=options | {"countIncludePad": include})

    pool("plain", family.random(2, 3, 8), (2,), (2,), (0,))
    pool("overlapping", family.random(2, 2, 9), (3,), (1,), (0,))
    pool("rest", family.random(1, 2, 10), (3,), (3,), (0,))
    pool("gaps", family.random(1, 2, 11), (2,), (4,), (0,))
    pool("padding", family.random(2, 2, 7), (4,), (2,), (2,))
    pool("one", family.random(1, 2, 5), (1,), (1,), (0,))
    pool("ties", family.integers(2, 2, 2, 12).double(), (4,), (2,), (1,))
    pool("negative", -family.random(1, 2, 6).abs() - 1, (3,), (2,), (1,))
    pool("plain", family.random(2, 2, 4, 6), (2, 2), (2, 2), (0, 0))
    pool("unequal", family.random(1, 2, 7, 6), (3, 2), (2, 1), (1, 1))
    pool("overlapping", family.random(1, 2, 5, 5), (3, 3), (1, 1), (1, 1))
    pool("ties", family.integers(2, 1, 2, 6, 6).double(), (3, 3), (2, 2), (1, 1))
    pool("rest", family.random(1, 1, 8, 7), (3, 3), (3, 3), (0, 0))
    family.write()


def attention():
    family = Family("attention")

    def case(name, batch, t, s, d, e, mask=None, bias=None, causal=False, scale=None, size=1.0):
        q, k, v = family.random(*batch, t, d, scale=size), family.random(*batch, s, d, scale=size), family.random(*batch, s, e)

        def function(q, k, v, mask=None, bias=None):
            scores = q @ k.transpose(-2, -1) * (scale if scale is not None else 1 / math.sqrt(d))
            if bias is not None:
                scores = scores + bias
            if mask is not None:
                scores = scores.masked_fill(~mask, -INF)
            if causal:
                scores = scores.masked_fill(~torch.ones(t, s, dtype=torch.bool).tril(), -INF)
            # PyTorch 2.5 and later give zeros where everything is masked.
            nothing = (scores == -INF).all(-1, keepdim=True)
            weights = torch.softmax(torch.where(nothing, torch.zeros_like(scores), scores), -1)
            return torch.where(nothing, torch.zeros_like(weights), weights) @ v

        active = {"q": q, "k": k, "v": v} | ({"bias": bias} if bias is not None else {})
        family.case(name, function, active, {"mask": mask} if mask is not None else {}, {"causal": causal, "scale": scale})

    case("plain", (2,), 4, 5, 3, 2)
    case("heads", (2, 2), 3, 3, 4, 4)
    case("one query", (3,), 1, 6, 4, 3)
    case("one key", (2,), 3, 1, 4, 2)
    case("no batch", (), 4, 4, 3, 3)
    case("scale", (2,), 3, 4, 3, 2, scale=0.3)
    case("causal", (2,), 5, 5, 3, 2, causal=True)
    case("causal, more queries", (1,), 6, 3, 3, 2, causal=True)
    case("causal, more keys", (1,), 3, 6, 3, 2, causal=True)
    case("mask", (2,), 4, 5, 3, 2, mask=family.flags(2, 4, 5) | torch.eye(4, 5, dtype=torch.bool))
    case("padding mask", (2, 2), 3, 4, 3, 2, mask=torch.tensor([[True, True, True, False], [True, False, False, False]]).reshape(2, 1, 1, 4))
    case("mask for all", (2,), 4, 4, 3, 2, mask=torch.ones(4, 4, dtype=torch.bool).tril())
    case("wholly masked rows", (2,), 4, 5, 3, 2, mask=torch.tensor([[True, False, True, True, False], [False] * 5, [True] * 5, [False] * 5]))
    case("mask and causal", (1,), 4, 4, 3, 2, mask=torch.tensor([False, True, True, True]), causal=True)
    case("bias", (2, 2), 3, 4, 3, 2, bias=family.random(2, 3, 4))
    case("bias for all keys", (2,), 3, 4, 3, 2, bias=family.random(3, 1))
    case("bias of -infinity", (1,), 3, 3, 3, 2, bias=torch.tensor([[0.5, -INF, 1], [-INF, -INF, -INF], [0, 0, -INF]]))
    case("bias and causal", (2,), 4, 4, 3, 2, bias=family.random(4, 4), causal=True)
    case("large scores", (1,), 3, 4, 3, 2, size=100.0, scale=1.0)
    case("several blocks", (1,), 70, 140, 2, 1, causal=False)
    family.write()


if __name__ == "__main__":
    activations()
    losses()
    norms()
    normalizations()
    convolutions()
    pools()
    attention()
