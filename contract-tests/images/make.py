"""Makes the images beside this file, which the tests send: by another library than the server's, so that both must agree.

    pip install pillow==13.0.0 && python3 contract-tests/images/make.py

Each shows the same four fields: red and green above, blue and white below.
"""

from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).parent
WIDTH, HEIGHT = 64, 48

# What undoes each orientation of EXIF, so that a reader who turns it sees the picture upright.
UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def fields():
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    image.paste("red", (0, 0, WIDTH // 2, HEIGHT // 2))
    image.paste((0, 255, 0), (WIDTH // 2, 0, WIDTH, HEIGHT // 2))
    image.paste("blue", (0, HEIGHT // 2, WIDTH // 2, HEIGHT))
    return image


def main():
    image = fields()
    for orientation, undo in UNDO.items():
        turned = image.transpose(undo) if undo is not None else image
        exif = Image.Exif()
        exif[0x0112] = orientation
        # Where it was taken, and by whom.
        exif[0x013B] = "Bo Lindqvist"
        exif.get_ifd(0x8825).update({1: "N", 2: (57.0, 42.0, 30.0), 3: "E", 4: (11.0, 58.0, 12.0)})
        assert ImageOps.exif_transpose(with_exif(turned, exif)).tobytes() == image.tobytes(), orientation
        turned.save(HERE / f"orientation-{orientation}.jpg", quality=95, subsampling=0, exif=exif, comment=b"<script>alert(1)</script>")
        turned.save(HERE / f"orientation-{orientation}.avif", quality=95, exif=exif)
    image.convert("CMYK").save(HERE / "cmyk.jpg", quality=95)
    image.save(HERE / "progressive.jpg", quality=95, subsampling=0, progressive=True)
    image.convert("L").save(HERE / "grey.avif", quality=95)
    image.save(HERE / "chroma-4-4-4.avif", quality=95, subsampling="4:4:4")
    image.save(HERE / "chroma-4-2-2.avif", quality=95, subsampling="4:2:2")
    image.save(HERE / "limited.avif", quality=95, range="limited")
    transparent = image.convert("RGBA")
    transparent.putalpha(Image.linear_gradient("L").resize((WIDTH, HEIGHT)))
    transparent.save(HERE / "transparent.avif", quality=95)
    others = [image.rotate(180), image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    image.save(HERE / "animated.webp", save_all=True, append_images=others, lossless=True)
    image.save(HERE / "animated.png", save_all=True, append_images=others)
    image.save(HERE / "animated.avif", save_all=True, append_images=others, quality=95)
    image.save(HERE / "animated.gif", save_all=True, append_images=others)


def with_exif(image, exif):
    image = image.copy()
    image.getexif().update(exif)
    return image


main()
