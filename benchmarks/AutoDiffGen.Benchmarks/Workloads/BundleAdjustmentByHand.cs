namespace AutoDiffGen.Benchmarks.Workloads;

/// <summary>The gradient of the bundle adjustment's cost: each observation is finished before the next one starts.</summary>
internal static class BundleAdjustmentByHand
{
    public static double Gradient(
        double[] cameras,
        double[] points,
        double[] weights,
        int[] observed,
        double[] features,
        Span<double> dCameras,
        Span<double> dPoints,
        Span<double> dWeights)
    {
        dCameras.Clear();
        dPoints.Clear();
        double cost = 0;
        for (int o = 0; o < weights.Length; o++)
        {
            ReadOnlySpan<double> camera = cameras.AsSpan(observed[2 * o] * BundleAdjustment.CameraSize, BundleAdjustment.CameraSize);
            Span<double> dCamera = dCameras.Slice(observed[2 * o] * BundleAdjustment.CameraSize, BundleAdjustment.CameraSize);
            ReadOnlySpan<double> point = points.AsSpan(observed[2 * o + 1] * 3, 3);
            Span<double> dPoint = dPoints.Slice(observed[2 * o + 1] * 3, 3);
            double x = point[0] - camera[3], y = point[1] - camera[4], z = point[2] - camera[5];
            double rx = camera[0], ry = camera[1], rz = camera[2];
            double square = rx * rx + ry * ry + rz * rz;
            bool turned = square != 0;
            double px, py, pz;
            double theta = 0, cosine = 1, sine = 0, inverse = 0, wx = 0, wy = 0, wz = 0, dot = 0, along = 0;
            if (turned)
            {
                theta = Math.Sqrt(square);
                (sine, cosine) = Math.SinCos(theta);
                inverse = 1 / theta;
                (wx, wy, wz) = (rx * inverse, ry * inverse, rz * inverse);
                dot = wx * x + wy * y + wz * z;
                along = dot * (1 - cosine);
                px = x * cosine + (wy * z - wz * y) * sine + wx * along;
                py = y * cosine + (wz * x - wx * z) * sine + wy * along;
                pz = z * cosine + (wx * y - wy * x) * sine + wz * along;
            }
            else
            {
                px = x + ry * z - rz * y;
                py = y + rz * x - rx * z;
                pz = z + rx * y - ry * x;
            }

            double depth = 1 / pz;
            double u = px * depth, v = py * depth;
            double radius = u * u + v * v;
            double distortion = 1 + camera[9] * radius + camera[10] * radius * radius;
            double scale = camera[6] * distortion;
            double w = weights[o];
            double offX = u * scale + camera[7] - features[2 * o], offY = v * scale + camera[8] - features[2 * o + 1];
            double ex = w * offX, ey = w * offY, ew = 1 - w * w;
            cost += ex * ex + ey * ey + ew * ew;

            // From the residuals back to the point in the camera's frame.
            double dU = 2 * ex * w, dV = 2 * ey * w;
            dWeights[o] = 2 * (ex * offX + ey * offY) - 4 * ew * w;
            dCamera[7] += dU;
            dCamera[8] += dV;
            double dScale = dU * u + dV * v;
            dCamera[6] += dScale * distortion;
            double dDistortion = dScale * camera[6];
            dCamera[9] += dDistortion * radius;
            dCamera[10] += dDistortion * radius * radius;
            double dRadius = dDistortion * (camera[9] + 2 * camera[10] * radius);
            dU = dU * scale + 2 * dRadius * u;
            dV = dV * scale + 2 * dRadius * v;
            double dpx = dU * depth, dpy = dV * depth, dpz = -(dpx * u + dpy * v);

            // Through the rotation.
            double dx, dy, dz;
            if (turned)
            {
                double dAlong = dpx * wx + dpy * wy + dpz * wz;
                double dDot = dAlong * (1 - cosine);
                double dCosine = dpx * x + dpy * y + dpz * z - dAlong * dot;
                double dSine = dpx * (wy * z - wz * y) + dpy * (wz * x - wx * z) + dpz * (wx * y - wy * x);
                dx = dpx * cosine + (dpy * wz - dpz * wy) * sine + dDot * wx;
                dy = dpy * cosine + (dpz * wx - dpx * wz) * sine + dDot * wy;
                dz = dpz * cosine + (dpx * wy - dpy * wx) * sine + dDot * wz;
                double dwx = dpx * along + dDot * x + (dpz * y - dpy * z) * sine;
                double dwy = dpy * along + dDot * y + (dpx * z - dpz * x) * sine;
                double dwz = dpz * along + dDot * z + (dpy * x - dpx * y) * sine;
                double dInverse = dwx * rx + dwy * ry + dwz * rz;
                double dTheta = dSine * cosine - dCosine * sine - dInverse * inverse * inverse;
                double dSquare = dTheta * inverse;
                dCamera[0] += dwx * inverse + dSquare * rx;
                dCamera[1] += dwy * inverse + dSquare * ry;
                dCamera[2] += dwz * inverse + dSquare * rz;
            }
            else
            {
                dx = dpx + dpy * rz - dpz * ry;
                dy = dpy + dpz * rx - dpx * rz;
                dz = dpz + dpx * ry - dpy * rx;
                dCamera[0] += dpz * y - dpy * z;
                dCamera[1] += dpx * z - dpz * x;
                dCamera[2] += dpy * x - dpx * y;
            }

            dPoint[0] += dx;
            dPoint[1] += dy;
            dPoint[2] += dz;
            dCamera[3] -= dx;
            dCamera[4] -= dy;
            dCamera[5] -= dz;
        }

        return cost;
    }
}
